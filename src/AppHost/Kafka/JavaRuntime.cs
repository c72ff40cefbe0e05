using System.Globalization;
using System.Text.RegularExpressions;
using Users.AppHost.Processes;

namespace Users.AppHost.Kafka;

/// <summary>The Java that Apache Kafka runs on.</summary>
internal static partial class JavaRuntime
{
    private const int RequiredVersion = 17;

    /// <summary>Finds Java where Kafka's own scripts look for it.</summary>
    public static string? Find() =>
        EnvironmentVariable.Find("JAVA_HOME") is { } home ? Path.Combine(home, "bin", "java") : ExecutablePath.Find("java");

    /// <exception cref="StartupException">There is none, or it is too old.</exception>
    public static async Task RequireAsync(string? java, CancellationToken cancellationToken)
    {
        if (java is null || !File.Exists(java))
        {
            throw new StartupException(
                $"KAFKA_HOME is set, but Java {RequiredVersion} or later, which Apache Kafka needs, was not found"
                + (java is null ? "" : $" at {java}") + ". Install it (openjdk-17-jre-headless), or unset KAFKA_HOME.");
        }

        var lines = new List<string>();
        await ChildProcess.RunAsync(new ProcessCommand(java, "-version"), lines.Add, cancellationToken);
        var output = string.Join(Environment.NewLine, lines);
        var version = Version().Match(output);

        if (!version.Success || int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture) < RequiredVersion)
        {
            throw new StartupException($"Apache Kafka needs Java {RequiredVersion} or later, but {java} says: {output}");
        }
    }

    [GeneratedRegex("version \"([0-9]+)")]
    private static partial Regex Version();
}
