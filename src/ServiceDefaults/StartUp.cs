namespace Users.ServiceDefaults;

/// <summary>Runs a service, and says in one line what an operator has to put right if it does not start.</summary>
public static class StartUp
{
    /// <summary>Runs a service and returns the exit code of the process.</summary>
    /// <param name="service">What the service is called where somebody reads it, such as "The API".</param>
    /// <param name="run">Builds and runs the service.</param>
    public static async Task<int> RunAsync(string service, Func<Task<int>> run)
    {
        ArgumentNullException.ThrowIfNull(run);

        try
        {
            UnicodeSupport.Require();

            return await run();
        }
        catch (Exception exception) when (StartUpFailure.TryExplain(exception, out var reasons))
        {
            foreach (var reason in reasons.Select(OnOneLine))
            {
                await Console.Error.WriteLineAsync($"{service} does not start: {reason}");
            }

            return 1;
        }
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
