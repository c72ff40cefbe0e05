using System.Data.Common;
using Confluent.Kafka;
using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Users;
using Users.Contracts;
using Users.ServiceDefaults.CommandLine;

namespace Users.Consumer.Republishing;

/// <summary>Is the command <c>republish-users [--dry-run]</c>.</summary>
internal static class RepublishUsers
{
    public const string Name = "republish-users";

    private const int ReportEvery = 100_000;

    private const string Help =
        $"""
        Usage: {Name} [--dry-run]

        Writes the present state of every user in the database to users.events, after that log was lost. Whoever has a user in that
        version already ignores it, so it can run again, and while the system runs. With --dry-run it only counts.

        Environment:
          Kafka__BootstrapServers   the brokers, such as localhost:9092
          Kafka__Prefix             what stands before the names of the topics, if anything does
          ConnectionStrings__Users  the database
        """;

    public static async Task<int> RunAsync(string[] options, WebApplicationBuilder builder)
    {
        if (await CommandUsage.AnswerAsync(Name, Help, options) is { } exitCode)
        {
            return exitCode;
        }

        try
        {
            return await RunAsync(isDry: options.Length > 0, builder);
        }
        catch (KafkaException exception)
        {
            return await FailAsync(exception.Error.Reason);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException)
        {
            return await FailAsync(DatabaseReasons.Explain(exception));
        }
    }

    private static async Task<int> RunAsync(bool isDry, WebApplicationBuilder builder)
    {
        var kafka = new KafkaOptions();
        builder.Configuration.Bind(KafkaOptions.SectionName, kafka);
        builder.Services.AddUsersInbox();
        await using var services = builder.Services.BuildServiceProvider();
        await using var events = new TopicWriter(kafka, Topics.Events.Name, ContractsJsonContext.Default);
        var count = 0L;

        await foreach (var page in new UserTable(services.GetRequiredService<IDbContextFactory<UsersDbContext>>()).ReadPagesAsync())
        {
            await (isDry ? Task.CompletedTask : Task.WhenAll(page.Select(events.WriteAsync)));

            if (count / ReportEvery < (count += page.Count) / ReportEvery)
            {
                Console.WriteLine($"{count} users {(isDry ? "counted" : "written")}");
            }
        }

        Console.WriteLine($"{count} users {(isDry ? "would be" : "were")} written to {events.Topic}");
        return 0;
    }

    private static async Task<int> FailAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"error: {reason}");
        return 1;
    }
}
