using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Users.AppHost.CommandLine;

/// <summary>Shows what the library knows of a command line, and below it what it cannot know.</summary>
internal sealed class HelpWithNotes(string notes) : SynchronousCommandLineAction
{
    // The same text everywhere: the descriptions break their lines themselves.
    private readonly HelpAction _help = new() { MaxWidth = int.MaxValue };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.Write(notes + "\n");
        return 0;
    }
}
