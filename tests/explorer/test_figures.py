import re
from itertools import combinations

import pytest

from nflsim.explorer import figures

PAGES = ["#ffffff", "#14181e", "#121212"]  # white, the dark page, the theme's dark surface
X = figures.Axis("effort (hours)", 0.5, 4.5, (1, 2, 3, 4))
Y = figures.Axis("yield (kg)", 0, 2, (0, 1, 2), ("none", "one", "two"))


def luminance(color):
    """Relative luminance of a colour, as the accessibility guidelines (WCAG 2) define it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_guidelines_do():
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", figures.ROLES)
def test_every_role_stands_out_on_light_and_dark_pages(role, page):
    assert contrast(figures.ROLES[role].color, page) >= 3


@pytest.mark.parametrize(("one", "other"), list(combinations(figures.ROLES, 2)))
def test_two_roles_differ_in_colour_dash_and_symbol(one, other):
    """A curve has no symbol, so the dash alone must tell it from another."""
    one, other = figures.ROLES[one], figures.ROLES[other]
    assert one.color != other.color
    assert one.dash != other.dash
    assert one.symbol != other.symbol


def test_axes_are_fixed_and_name_their_unit():
    figure = figures.figure(figures.line("a", "A", "specialist", [1, 2]), x=X, y=Y)
    layout = figure.layout
    assert layout.xaxis.range == (0.5, 4.5)
    assert layout.yaxis.range == (0, 2)
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("effort (hours)", "yield (kg)")
    for axis in (layout.xaxis, layout.yaxis):
        assert (axis.autorange, axis.automargin, axis.zeroline) == (None, False, False)


def test_ticks_print_their_labels_or_themselves():
    layout = figures.figure(x=X, y=Y).layout
    assert layout.xaxis.ticktext == ("1", "2", "3", "4")
    assert layout.yaxis.ticktext == ("none", "one", "two")


def test_one_theme_whatever_is_drawn():
    lines = figures.figure(figures.line("a", "A", "blind", [1]), x=X, y=Y).layout
    bars = figures.figure(figures.bars("b", "B", "misfit", [1], 0.5), x=X, y=Y).layout
    assert lines == bars
    assert (lines.height, lines.autosize, lines.showlegend) == (figures.HEIGHT, True, False)
    assert {side: lines.margin[side] for side in figures.MARGIN} == figures.MARGIN
    assert lines.template.layout.to_plotly_json() == {}


@pytest.mark.parametrize("role", figures.ROLES)
def test_a_line_is_drawn_in_its_role(role):
    style, trace = figures.ROLES[role], figures.line("u", "Name", role, (1, 2, 3))
    assert (trace.uid, trace.name, trace.mode) == ("u", "Name", "lines+markers")
    assert (style.color, style.dash) == (trace.line.color, trace.line.dash)
    assert (style.color, style.symbol) == (trace.marker.color, trace.marker.symbol)
    assert trace.x == (1, 2, 3)
    assert trace.y == (None, None, None)


def test_a_curve_has_no_markers():
    assert figures.curve("u", "Name", "blind", [1, 2]).mode == "lines"


def test_a_rule_waits_for_its_place():
    trace = figures.rule("u", "Name", "blind", (0, 2))
    assert (trace.x, trace.y) == ((None, None), (0, 2))


def test_the_cursor_is_thin_and_not_in_the_legend():
    trace = figures.cursor((0, 1))
    assert (trace.uid, trace.line.width, trace.showlegend) == ("cursor", 1, False)


def test_bars_have_one_width_and_their_roles_colour():
    trace = figures.bars("u", "Name", "generalist", [0, 1], 0.4)
    assert (trace.width, trace.x, trace.y) == (0.4, (0, 1), (None, None))
    assert figures.ROLES["generalist"].color == trace.marker.color


def test_a_heat_map_has_a_cell_for_each_pair_and_a_fixed_range():
    trace = figures.heatmap("u", "Name", (-1, 3), [1, 2, 3], [10, 20])
    assert tuple(tuple(row) for row in trace.z) == ((None,) * 3,) * 2
    assert (trace.zmin, trace.zmax) == (-1, 3)


def test_the_palette_runs_from_its_first_to_its_last_colour():
    written = figures.heatmap("u", "Name", (0, 1), [1], [1]).meta["palette"]
    ends = [[int(part, 16) for part in re.findall("..", figures.RAMP[i][1][1:])] for i in (0, -1)]
    assert ends == [written[0], written[-1]]
    assert len(written) == 256
    assert all(0 <= part <= 255 and isinstance(part, int) for color in written for part in color)


def test_the_palette_matches_its_colours_at_every_anchor():
    """255 is 5 times 51, so the six colours are met exactly."""
    written = figures.heatmap("u", "Name", (0, 1), [1], [1]).meta["palette"]
    expected = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for _, color in figures.RAMP]
    assert expected == [written[51 * i] for i in range(6)]


def test_a_signed_scale_breaks_at_zero():
    """The least growth and the least loss have shades of their own families."""
    written = figures.palette(figures.SIGNED)
    (_, low), (_, under), (_, over), (_, high) = figures.SIGNED
    expected = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in (low, high)]
    assert [written[0], written[-1]] == expected
    for place, color in ((127, under), (128, over)):
        wanted = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
        assert max(abs(a - b) for a, b in zip(written[place], wanted)) <= 1
