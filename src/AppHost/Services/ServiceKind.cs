using System.Globalization;

namespace Users.AppHost.Services;

/// <summary>A program of the system.</summary>
/// <param name="Name">What instances of it are called.</param>
/// <param name="ProjectFolder">The folder of its project.</param>
/// <param name="Assembly">The name of its assembly.</param>
public sealed record ServiceKind(string Name, string ProjectFolder, string Assembly)
{
    // To start and to end the ending, and to write a snapshot of the users.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static readonly ServiceKind Api = new("api", "src/Api", "Users.Api") { StopGrace = TimeSpan.FromSeconds(45) };
    public static readonly ServiceKind Consumer = new("consumer", "src/Users.Consumer", "Users.Consumer") { StopGrace = TimeSpan.FromSeconds(40) };
    public static readonly ServiceKind Promotions =
        new("promotions", "src/Promotions.Consumer", "Promotions.Consumer") { StopGrace = TimeSpan.FromSeconds(40) };

    public static readonly ServiceKind Registrations =
        new("registrations", "src/Registrations", "Users.Registrations") { StopGrace = TimeSpan.FromSeconds(40) };

    /// <summary>Gets what follows the program on its command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Gets how long an instance that was told to stop may take. It is more than it gives itself: what is killed earlier cuts off clients.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the grace of the API, which waits for its clients as long as its settings say.</summary>
    public static TimeSpan ApiStopGrace => Longest(Api.StopGrace, Setting("LameDuck") + Setting("DrainTimeout") + Margin);

    /// <summary>Gets the built program, of the same configuration as the running one.</summary>
    public string Path
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            var path = System.IO.Path.Combine(
                RepositoryFolder.Root, ProjectFolder, "bin", framework.Parent!.Name, framework.Name, $"{Assembly}.dll");

            return File.Exists(path) ? path : throw new StartupException($"{path} is missing: build Users.sln first");
        }
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // The services see the same environment. What is no time they refuse themselves.
    private static TimeSpan Setting(string name) =>
        TimeSpan.TryParse(EnvironmentVariable.Find($"Requests__{name}"), CultureInfo.InvariantCulture, out var time) ? time : TimeSpan.Zero;
}
