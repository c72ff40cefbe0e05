using System.Diagnostics;

namespace Users.Registrations.Tests.Hosting;

/// <summary>Runs the program as an operator does, to its end.</summary>
internal static class RegistrationsProgram
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileName(path) is "dotnet" ? path : "dotnet")
        {
            ArgumentList = { typeof(RegistrationsDbContext).Assembly.Location },
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Kafka__BootstrapServers"] = "127.0.0.1:1",
                ["ConnectionStrings__Registrations"] = "Server=127.0.0.1;Port=1;Database=registrations",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        return (process.ExitCode, await output, error);
    }
}
