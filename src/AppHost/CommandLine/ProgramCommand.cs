using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Users.AppHost.CommandLine;

/// <summary>Is the command line of a program that is run from this repository. What is wrong with it is said in one line.</summary>
internal class ProgramCommand : RootCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    // A word that begins with @ is that word, not a file with more of them.
    private static readonly ParserConfiguration Plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <param name="usage">How the program is called.</param>
    /// <param name="description">What it does.</param>
    /// <param name="notes">What its help says below the options, such as the environment variables that it reads.</param>
    protected ProgramCommand(string usage, string description, string notes)
        : base(description)
    {
        HelpName = usage;

        // These are the version, which nobody gives to what is run from its source, and help in the form of the library.
        Options.Clear();
        Options.Add(new HelpOption("--help", "-h") { Description = "show this text", Action = new HelpWithNotes(notes) });
    }

    /// <summary>Runs what the arguments ask for, and returns the exit code: 2 if they cannot be understood.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var result = Parse(arguments);

        if (result.Action is not HelpWithNotes && FindError(result) is { } wrong)
        {
            await error.WriteLineAsync($"error: {wrong} (--help lists the options)");
            return Misused;
        }

        try
        {
            // Signals and exceptions are for the program: it has something to stop in order.
            return await result.InvokeAsync(
                new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (StartupException exception)
        {
            await error.WriteLineAsync($"error: {exception.Message}");
            return Failed;
        }
    }

    /// <summary>Reads the arguments as <see cref="RunAsync"/> does.</summary>
    public ParseResult Parse(IReadOnlyList<string> arguments) => this.Parse(arguments, Plain);

    private static string? FindError(ParseResult result) =>
        // The library drops a first word in brackets, which it takes for a directive, even if there are none.
        result.Tokens.FirstOrDefault(token => token.Type == TokenType.Directive) is { } word
            ? $"Unrecognized command or argument '{word.Value}'."
            : result.Errors is [var first, ..] ? first.Message : null;
}
