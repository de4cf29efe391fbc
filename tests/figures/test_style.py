"""Style: colours that can be read and told apart."""

from newsclaims import figures


def luminance(shade):
    parts = [int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_company_colours_differ_in_grey_and_can_be_read_as_text():
    paper = luminance(figures.COLOURS["paper"])
    shades = sorted(luminance(shade) for shade in figures.COMPANY_COLOURS.values())
    assert all((paper + 0.05) / (shade + 0.05) >= 4.5 for shade in shades)
    lightness = [116 * shade ** (1 / 3) - 16 for shade in shades]
    assert all(lighter - darker >= 9 for darker, lighter in zip(lightness, lightness[1:], strict=False))


def test_a_row_has_the_colour_of_the_company_that_it_names_first():
    assert figures.company_colour("OpenAI to Anthropic") == figures.COMPANY_COLOURS["OpenAI"]
    assert figures.company_colour("to Anthropic from OpenAI") == figures.COMPANY_COLOURS["Anthropic"]
    assert figures.company_colour("a start-up") == figures.COLOURS["accent"]
