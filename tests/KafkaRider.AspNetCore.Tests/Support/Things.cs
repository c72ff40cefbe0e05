using FluentValidation;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a small service of its own: things that can be made, once by each name.</summary>
internal static class Things
{
    public const string Topic = "things.commands";
    public const string ProcessTopic = "sets.process";

    public static readonly Problem NameTaken = new ProblemType("name-taken", 409, "The name is taken").With("Choose another one.");
    public static readonly Problem ThingUnknown = new ProblemType("thing-unknown", 404, "There is no such thing").With("Make it first.");
    public static readonly Problem ThingChanged = new ProblemType("thing-changed", 412, "The thing is another by now").With("Look at it again.");

    public static void Add(KafkaCommandsBuilder commands)
    {
        commands.Add<MakeThing>(command => command.Name)
            .Outcome<ThingMade, ThingMade>(201, made => made, thing => thing
                .Location(made => $"/things/{made.Id}").ETag(made => made.Version).Entity(made => made.Id, made => made.Version))
            .Rejection<ThingRefused>(NameTaken);
        commands.Add<RenameThing>(command => $"{command.Id}")
            .Outcome<ThingRenamed, ThingRenamed>(200, renamed => renamed, thing => thing
                .ETag(renamed => renamed.Version).When(renamed => renamed.Version == EntityVersion.None, ThingChanged));
        commands.Conflict<KeyTaken>();
        commands.Outcomes("things.events");
    }

    public static void AddProcess(KafkaCommandsBuilder commands) => commands.AddProcess<MakeSet>("sets.events")
        .Outcome<SetMade, SetMade>(201, made => made);

    public static void Map(WebApplication app)
    {
        var rules = new InlineValidator<MakeThing>();
        rules.RuleSet(CommandRuleSets.OnlyNew, () => rules.RuleFor(thing => thing.Name).NotEqual("outdated"));
        app.MapCommand<MakeThing, MakeThing>("POST", "/things", body => body, rules).WithSummary("Makes a thing");
    }

    /// <summary>Maps what is done to one thing, of which each is in its first version, and may be read once a <see cref="Shelf"/> has it.</summary>
    public static void MapOne(WebApplication app)
    {
        var rules = new InlineValidator<NewName>();
        rules.RuleFor(body => body.Name).Must(name => name.Kind is JsonTextKind.Text);
        app.MapCommand<NewName, RenameThing>(
            "PATCH", "/things/{id}", ThingUnknown, (target, body) => new(target.Id, body.Name.Value!, target.Expected.Includes(1)), rules);
        app.MapGet("/things/{id:guid}", (Guid id, HttpContext http) => EntityResult.Show(http, EntityVersion.ToTag(1), new ThingMade(id, "Lamp", 1)))
            .WithConsistency(services => services.GetRequiredService<Shelf>(), _ => TimeSpan.FromSeconds(1));
    }

    /// <summary>
    /// Makes every thing but those that are called <c>taken</c>, fails at those that are called <c>broken</c>, and answers nothing of those that are
    /// called <c>silent</c>. Those that are called <c>again</c> it says to have made before, and <c>other</c> to be another command of its key.
    /// </summary>
    public sealed class MakeThingConsumer : IConsumer<MakeThing>
    {
        public Task Consume(ConsumeContext<MakeThing> context)
        {
            var made = new ThingMade(context.CorrelationId ?? NewId.NextGuid(), context.Message.Name, 1);

            return context.Message.Name switch
            {
                "silent" => Task.CompletedTask,
                "taken" => context.RespondAsync(new ThingRefused("taken")),
                "broken" => throw new InvalidOperationException("The thing broke."),
                "again" => context.RespondAsync(made, sent => sent.Headers.Set(CommandHeaders.Replayed, true)),
                "other" => context.RespondAsync(new KeyTaken(made.Id)),
                _ => context.RespondAsync(made),
            };
        }
    }

    /// <summary>Renames a thing that is in the version that is expected.</summary>
    public sealed class RenameThingConsumer : IConsumer<RenameThing>
    {
        public Task Consume(ConsumeContext<RenameThing> context) => context.RespondAsync(
            new ThingRenamed(context.Message.Id, context.Message.Name, context.Message.IsExpected ? 2 : EntityVersion.None));
    }
}

public sealed record MakeThing(string Name);

public sealed record MakeSet(string Name);

public sealed record SetMade(string Name);

public sealed record ThingMade(Guid Id, string Name, int Version);

public sealed record ThingRefused(string Name);

public sealed record NewName(JsonText Name);

public sealed record RenameThing(Guid Id, string Name, bool IsExpected);

public sealed record ThingRenamed(Guid Id, string Name, int Version);

public sealed record KeyTaken(Guid Id);
