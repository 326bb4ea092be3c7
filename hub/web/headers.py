"""The headers that stand on every response, whatever its status."""

from collections.abc import Iterable

Header = tuple[str, str]
FOR_EVER = "public, max-age=31536000, immutable"  # Cache-Control of what has a digest in its address

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types hub default",
    )
)
NOTHING_ALLOWED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope hid "
    "identity-credentials-get idle-detection local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture "
    "publickey-credentials-create publickey-credentials-get screen-wake-lock serial storage-access usb xr-spatial-tracking"
)
SECURITY: tuple[Header, ...] = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in NOTHING_ALLOWED.split())),
)
OVER_TLS: tuple[Header, ...] = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),)


def secured(headers: Iterable[Header], tls: bool) -> list[Header]:
    """The given headers, and every one of the table that they do not set themselves. `tls`: the public URL is https."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    table = SECURITY + OVER_TLS if tls else SECURITY
    return given + [header for header in table if header[0].lower() not in names]
