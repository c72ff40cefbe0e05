namespace KafkaRider.Internal;

/// <summary>Names the builds of librdkafka in the package <c>librdkafka.redist</c>.</summary>
internal static class LibrdkafkaBuilds
{
    public const string Default = "librdkafka";

    // For glibc on x64, where Default needs libsasl2.so.3 for Kerberos: Debian and Ubuntu have that library under another name only.
    private const string WithoutSasl = "centos8-librdkafka";

    private const string Musl = "alpine-librdkafka";

    /// <summary>Returns the builds to try, the best first.</summary>
    /// <param name="runtimeIdentifier">What the runtime was built for, such as <c>linux-x64</c> or <c>alpine.3.22-x64</c>.</param>
    /// <remarks>
    /// A build for the other C library is never tried: where both are installed it could be loaded, and would end the process later.
    /// </remarks>
    public static IReadOnlyList<string> For(string runtimeIdentifier)
    {
        if (runtimeIdentifier.Contains("musl", StringComparison.Ordinal) || runtimeIdentifier.StartsWith("alpine", StringComparison.Ordinal))
        {
            return [Musl];
        }

        return runtimeIdentifier.StartsWith("osx", StringComparison.Ordinal) || runtimeIdentifier.StartsWith("win", StringComparison.Ordinal)
            ? [Default]
            : [Default, WithoutSasl];
    }
}
