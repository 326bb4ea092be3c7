"""The licences under which texts and works stand, by their codes."""

LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}  # what each is called, and the address of its text


def address_of_licence(code: str) -> str:
    """Return the address of a licence's text; "" for what is no licence."""
    return LICENCES[code][1] if code in LICENCES else ""
