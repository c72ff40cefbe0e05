using Users.AppHost.Services;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Dead letters of each service, sent again by its own program.</summary>
[Collection<SharedSystemTests>]
public sealed class ReplayDeadLettersTests(SharedSystem shared, Servers servers)
{
    [Fact]
    public async Task Replay_OfEachService_SendsItsOwnLettersAgainAndNoOther()
    {
        await using var system = await RegistrationsSystem.StartAsync(servers, apis: 1, hosts: 1);
        var kafka = system.Users.Kafka;
        (ServiceKind Kind, (Topic From, Topic DeadLetters)[] Letters)[] services =
        [
            (ServiceKind.Consumer, [(Topics.Commands, Topics.DeadLetters)]),
            (ServiceKind.Promotions, [(Topics.PromotionCommands, Topics.PromotionDeadLetters)]),
            (ServiceKind.Registrations, [(Topics.Registrations, Topics.RegistrationDeadLetters), (Topics.WelcomeMails, Topics.WelcomeMailDeadLetters)]),
        ];
        var pairs = services.SelectMany(service => service.Letters).ToList();
        using var tap = new TopicTap(kafka, [.. pairs.Select(pair => pair.DeadLetters)]);

        foreach (var (from, _) in pairs)
        {
            await CommandTopic.WriteToAsync(kafka, from.Name, "not JSON", ("MT-MessageType", "urn:message:Users.Contracts:CreateUser"));
        }

        await tap.ReadAsync([.. pairs.Select(pair => (pair.DeadLetters, 1))]);

        foreach (var (kind, letters) in services)
        {
            var (_, would) = await ServiceCommand.RunAsync(kind, kafka, ["replay-dead-letters", "--dry-run"]);
            var (exitCode, output) = await ServiceCommand.RunAsync(kind, kafka, ["replay-dead-letters"]);

            Assert.EndsWith($"{letters.Length} dead letters would be sent again", would, StringComparison.Ordinal);
            Assert.Equal(0, exitCode);
            Assert.EndsWith($"{letters.Length} dead letters were sent again", output, StringComparison.Ordinal);
            Assert.All(letters, pair => Assert.Contains($"{pair.DeadLetters.Name} [[0]] @0: {pair.From.Name}[", output, StringComparison.Ordinal));

            // What is not put right fails again.
            await tap.ReadAsync([.. letters.Select(pair => (pair.DeadLetters, 1))]);
        }
    }

    [Fact]
    public async Task Replay_AskedForWhatThereIsNot_SaysSo()
    {
        var (exitCode, output) = await ServiceCommand.RunAsync(ServiceKind.Promotions, shared.System.Kafka, ["replay-dead-letters", "all"]);

        Assert.Equal((2, "error: replay-dead-letters takes --dry-run or nothing, not all (--help tells more)"), (exitCode, output));
    }
}
