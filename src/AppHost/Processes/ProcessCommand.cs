namespace Users.AppHost.Processes;

/// <summary>Says what to run: a program, its arguments, and what differs in its environment.</summary>
public sealed record ProcessCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
