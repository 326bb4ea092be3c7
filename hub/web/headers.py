"""The security headers that every response carries, whatever its status."""

from collections.abc import Iterable

from hub.web.inline_script import script_source

Header = tuple[str, str]
FOR_EVER = "public, max-age=31536000, immutable"  # Cache-Control of files with a digest in their address

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {script_source()}",
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
    """Return the given headers, and each security header that they do not set.

    `tls` tells that the public URL is https, which adds Strict-Transport-Security.
    """
    given = list(headers)
    names = {name.lower() for name, _ in given}
    table = SECURITY + OVER_TLS if tls else SECURITY
    return given + [header for header in table if header[0].lower() not in names]
