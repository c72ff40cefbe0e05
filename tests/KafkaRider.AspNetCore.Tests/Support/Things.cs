using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a small service of its own: things that can be made, once by each name.</summary>
internal static class Things
{
    public const string Topic = "things.commands";
    public const string ProcessTopic = "sets.process";

    public static readonly Problem NameTaken = new ProblemType("name-taken", 409, "The name is taken").With("Choose another one.");

    public static void Add(KafkaCommandsBuilder commands)
    {
        commands.Add<MakeThing>(command => command.Name)
            .Outcome<ThingMade, ThingMade>(201, made => made, thing => thing
                .Location(made => $"/things/{made.Id}").ETag(made => made.Version).Entity(made => made.Id, made => made.Version))
            .Rejection<ThingRefused>(NameTaken);
        commands.Outcomes("things.events");
    }

    public static void AddProcess(KafkaCommandsBuilder commands) => commands.AddProcess<MakeSet>("sets.events")
        .Outcome<SetMade, SetMade>(201, made => made);

    public static void Map(WebApplication app) => app.MapCommand<MakeThing, MakeThing>("POST", "/things", body => body).WithSummary("Makes a thing");

    /// <summary>Makes every thing but those that are called <c>taken</c>, and answers nothing of those that are called <c>silent</c>.</summary>
    public sealed class MakeThingConsumer : IConsumer<MakeThing>
    {
        public Task Consume(ConsumeContext<MakeThing> context) => context.Message.Name switch
        {
            "silent" => Task.CompletedTask,
            "taken" => context.RespondAsync(new ThingRefused("taken")),
            var name => context.RespondAsync(new ThingMade(context.CorrelationId ?? NewId.NextGuid(), name, 1)),
        };
    }
}

public sealed record MakeThing(string Name);

public sealed record MakeSet(string Name);

public sealed record SetMade(string Name);

public sealed record ThingMade(Guid Id, string Name, int Version);

public sealed record ThingRefused(string Name);
