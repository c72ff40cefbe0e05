namespace Users.ServiceDefaults.CommandLine;

/// <summary>Reads what follows a command of a service's program, which takes <c>--dry-run</c> or nothing.</summary>
public static class CommandUsage
{
    /// <summary>Tells who asks for help, or asks for what there is not, and returns the exit code; <see langword="null"/> if the command is to run.</summary>
    /// <param name="name">The command.</param>
    /// <param name="help">What it tells of itself.</param>
    /// <param name="options">What follows it.</param>
    public static async Task<int?> AnswerAsync(string name, string help, string[] options)
    {
        switch (options)
        {
            case [] or ["--dry-run"]:
                return null;
            case ["--help" or "-h"]:
                Console.WriteLine(help);
                return 0;
            default:
                await Console.Error.WriteLineAsync($"error: {name} takes --dry-run or nothing, not {string.Join(' ', options)} (--help tells more)");
                return 2;
        }
    }
}
