using MassTransit;

namespace Users.ServiceDefaults;

/// <summary>
/// Refuses to start where the runtime leaves Unicode forms as they are (invariant globalization): a name would get another key than
/// everywhere else, and exist twice or not be found.
/// </summary>
internal static class UnicodeSupport
{
    /// <exception cref="ConfigurationException">The runtime does not normalise Unicode.</exception>
    public static void Require()
    {
        if ("E\u0301".Normalize() != "\u00c9")
        {
            throw new ConfigurationException(
                "Names cannot be compared, because the runtime does not normalise Unicode: "
                + "install ICU (libicu) and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
