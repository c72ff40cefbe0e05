using System.Data.Common;
using Confluent.Kafka;
using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Contracts;

namespace Users.Registrations;

/// <summary>Is the command <c>resume-sagas [--id ID] [--dry-run]</c>.</summary>
internal static class ResumeSagas
{
    public const string Name = "resume-sagas";

    private const string Help =
        $"""
        Usage: {Name} [--id ID] [--dry-run]

        Has registrations that wait for an operator try again what could not be undone, or done: the one with this id, or all of them.
        With --dry-run it only tells which.

        Environment:
          Kafka__BootstrapServers           the brokers, such as localhost:9092
          Kafka__Prefix                     what stands before the names of the topics, if anything does
          ConnectionStrings__Registrations  the database of registrations
        """;

    public static async Task<int> RunAsync(string[] options, WebApplicationBuilder builder)
    {
        if (options is ["--help" or "-h"])
        {
            Console.WriteLine(Help);
            return 0;
        }

        if (!TryParse(options, out var id, out var dryRun))
        {
            await Console.Error.WriteLineAsync($"error: {Name} takes --id with an operation id, and --dry-run. (--help tells more)");
            return 2;
        }

        builder.Services.AddRegistrationsInbox();
        await using var app = builder.Build();
        var kafka = new KafkaOptions();
        builder.Configuration.Bind(KafkaOptions.SectionName, kafka);

        try
        {
            var count = await ProcessResumption.RunAsync(
                app.Services.GetRequiredService<IDbContextFactory<RegistrationsDbContext>>(), kafka, Topics.Registrations.Name, id, dryRun, Console.WriteLine);
            Console.WriteLine($"{count} registrations {(dryRun ? "would be" : "were")} resumed");
            return 0;
        }
        catch (KafkaException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Error.Reason}");
            return 1;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException)
        {
            await Console.Error.WriteLineAsync($"error: The database cannot be used: {DatabaseReasons.Explain(exception)}");
            return 1;
        }
    }

    private static bool TryParse(string[] options, out Guid? id, out bool dryRun)
    {
        (id, dryRun) = (null, false);

        for (var i = 0; i < options.Length; i++)
        {
            if (options[i] == "--dry-run")
            {
                dryRun = true;
            }
            else if (options[i] == "--id" && i + 1 < options.Length && Guid.TryParse(options[i + 1], out var given))
            {
                id = given;
                i++;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
