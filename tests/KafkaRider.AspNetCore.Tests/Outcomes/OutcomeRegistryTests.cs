using KafkaRider.AspNetCore.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.AspNetCore.Tests.Outcomes;

public sealed class OutcomeRegistryTests
{
    private static readonly Problem Taken = new ProblemType("name-taken", 409, "The name is taken").With("Choose another one.");
    private static readonly Problem Gone = new ProblemType("thing-gone", 410, "The thing is gone").With("It was removed.");
    private static readonly Guid Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");

    private readonly ServiceCollection _services = new();
    private readonly CommandsSetup _setup;
    private readonly KafkaCommandsBuilder _commands;

    public OutcomeRegistryTests()
    {
        _setup = new(_services);
        _commands = new("things.commands", _setup);
    }

    [Fact]
    public void ToAnswer_Outcome_IsAsItIsRegistered()
    {
        _commands.Add<MakeThing>(command => command.Name).Outcome<ThingMade, Shown>(201, made => new(made.Name), thing => thing
            .Location(made => $"/things/{made.Id}").ETag(made => made.Version).Entity(made => made.Id, made => made.Version));

        var answer = _setup.Outcomes.ToAnswer(new ThingMade(Id, "Lamp", 3));

        Assert.Equal(
            new Answer(201) { Location = $"/things/{Id}", ETag = "\"3\"", Token = new ConsistencyToken(Id, 3), Body = new Shown("Lamp") }, answer);
    }

    [Fact]
    public void ToAnswer_Rejection_IsTheProblemThatFitsIt()
    {
        _commands.Add<MakeThing>(command => command.Name).Rejection<ThingRefused>(Taken, thing => thing.When(refused => refused.IsGone, Gone));

        Assert.Equal(Answer.From(Taken), _setup.Outcomes.ToAnswer(new ThingRefused(IsGone: false)));
        Assert.Equal(Answer.From(Gone), _setup.Outcomes.ToAnswer(new ThingRefused(IsGone: true)));
    }

    [Fact]
    public void Add_OneOutcomeOfTwoCommands_IsKnownToBoth()
    {
        _commands.Add<MakeThing>(command => command.Name).Rejection<ThingRefused>(Taken);
        _commands.Add<RenameThing>(command => command.Name).Rejection<ThingRefused>(Taken);

        Assert.Equal(typeof(ThingRefused), Assert.Single(Find<MakeThing>().Outcomes).OutcomeType);
        Assert.Same(Find<MakeThing>().Outcomes[0], Find<RenameThing>().Outcomes[0]);
    }

    [Fact]
    public void Add_OneOutcomeWithTwoMeanings_IsRefused()
    {
        _commands.Add<MakeThing>(command => command.Name).Rejection<ThingRefused>(Taken);
        var other = _commands.Add<RenameThing>(command => command.Name);

        Assert.Throws<ConfigurationException>(() => other.Rejection<ThingRefused>(Gone));
        Assert.Throws<ConfigurationException>(() => other.Outcome<ThingRefused>(204));
    }

    [Fact]
    public void Fits_NothingSaid_IsFalse()
    {
        _commands.Add<MakeThing>(command => command.Name).Outcome<ThingMade>(204);
        _commands.Add<RenameThing>(command => command.Name).Outcome<ThingMade>(204).Fits<ThingMade>((command, made) => command.Name == made.Name);

        Assert.False(Find<MakeThing>().Fits(new("Lamp"), new ThingMade(Id, "Lamp", 1)));
        Assert.True(Find<RenameThing>().Fits(new("Lamp"), new ThingMade(Id, "Lamp", 1)));
        Assert.False(Find<RenameThing>().Fits(new("Table"), new ThingMade(Id, "Lamp", 1)));
    }

    private CommandRegistration<T> Find<T>()
        where T : class => _services.Select(service => service.ImplementationInstance).OfType<CommandRegistration<T>>().Single();

    internal sealed record MakeThing(string Name);

    internal sealed record RenameThing(string Name);

    internal sealed record ThingMade(Guid Id, string Name, int Version);

    internal sealed record ThingRefused(bool IsGone);

    internal sealed record Shown(string Name);
}
