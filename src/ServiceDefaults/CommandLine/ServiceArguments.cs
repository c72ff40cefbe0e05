using MassTransit;

namespace Users.ServiceDefaults.CommandLine;

/// <summary>Looks at the arguments of a service that is to run: a command that is misspelt is not to start one.</summary>
public static class ServiceArguments
{
    /// <summary>Refuses whatever is not a setting.</summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="commands">The commands that the program has.</param>
    /// <exception cref="ConfigurationException">An argument is neither <c>--Name=value</c> nor <c>--Name value</c>.</exception>
    public static void Check(string[] arguments, params string[] commands)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        for (var position = 0; position < arguments.Length; position++)
        {
            var argument = arguments[position];

            if (argument.Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (!argument.StartsWith("--", StringComparison.Ordinal) || position + 1 == arguments.Length || arguments[position + 1].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ConfigurationException($"'{argument}' is neither a command nor a setting with its value (--Section:Name=value). {Describe(commands)}");
            }

            position++;
        }
    }

    private static string Describe(string[] commands) => commands.Length == 0
        ? "There are no commands."
        : $"The commands are {string.Join(", ", commands)}; each tells its options with --help.";
}
