using KafkaRider.EntityFrameworkCore.Tests.Support;
using KafkaRider.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaRider.EntityFrameworkCore.Tests.Sagas;

/// <summary>Keeps a state machine that is nobody's process.</summary>
public sealed class StateMachineTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private const string Dropped = "kafka_rider.saga.dropped";

    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Schedule_IsKeptWithTheState_AndFiresOnce()
    {
        await using (var post = await StartAsync(agencyIsOpen: false))
        {
            await PostAsync(post);
        }

        await using var again = await StartAsync(agencyIsOpen: false);

        await Eventually.IsTrueAsync(async () => await ReadAsync("reminders") == "1", "the parcel is late");
        await again.SendAsync(new DeliverParcel(_id), _id);
        await Eventually.IsTrueAsync(async () => await ReadStateAsync() == "Final", "it is delivered");
        Assert.Equal("1", await ReadAsync("reminders"));
        Assert.Equal("0", (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer")).Single());
    }

    [Fact]
    public async Task Finalize_KeepsTheRow_SoThatNoEventMakesItAnew_UntilItIsPurged()
    {
        await using var post = await StartAsync(agencyIsOpen: false);
        await PostAsync(post);
        await post.SendAsync(new DeliverParcel(_id), _id);
        await Eventually.IsTrueAsync(async () => await ReadStateAsync() == "Final", "it is delivered");
        Assert.Equal("0", (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer")).Single());

        await post.HasConsumedAsync(Dropped, WriteAgain("parcels"));
        await post.SendAsync(new PostParcel("somebody else"), _id);
        await Eventually.IsTrueAsync(() => post.Metrics.Sum(Dropped, "reason=closed") > 0, "the late one is dropped");

        Assert.Equal(["Final"], await Database.QueryAsync("SELECT state FROM saga"));
        var other = Guid.NewGuid();
        await post.SendAsync(new PostParcel("Ada"), other);
        await Eventually.IsTrueAsync(async () => (await Database.QueryAsync("SELECT state FROM saga")).Count == 2, "another is under way");
        await Database.ExecuteAsync("UPDATE saga SET started_at = started_at - INTERVAL 8 DAY, ended_at = ended_at - INTERVAL 8 DAY");
        await post.Get<InboxPurge>().RunAsync(Token);
        Assert.Equal(["OnTheWay"], await Database.QueryAsync("SELECT state FROM saga"));
    }

    [Fact]
    public async Task Event_TheStateDoesNotTakeIt_OrThereIsNone_IsCountedAndNoDeadLetter()
    {
        await using var post = await StartAsync(agencyIsOpen: false);
        await post.SendAsync(new DeliverParcel(_id), _id);
        await PostAsync(post);
        await post.SendAsync(new PostParcel("again"), _id);

        await Eventually.IsTrueAsync(() => post.Metrics.Sum(Dropped, "reason=unhandled") == 1, "a second post is dropped");
        Assert.Equal(1, post.Metrics.Sum(Dropped, "reason=missing"));
        Assert.Equal("Ada", await ReadAsync("to"));
        Assert.Equal(0, CountRecords("parcels.dead-letter"));
    }

    [Fact]
    public async Task Request_IsNotAnswered_TimesOut()
    {
        await using var post = await StartAsync(agencyIsOpen: false);

        await post.SendAsync(new PostParcel(ParcelMachine.Abroad), _id);

        await Eventually.IsTrueAsync(async () => await ReadStateAsync() == "Held", "customs have not answered");
        Assert.Equal(1, CountRecords("customs"));
        Assert.Equal("0", (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer")).Single());
    }

    [Fact]
    public async Task Start_OlderThanFinishedSagasAreRemembered_StartsNone()
    {
        await using var post = await StartAsync(agencyIsOpen: false);

        await WriteAsync("parcels", _id, MessageUrn.ForTypeString<PostParcel>(), """{"to":"Ada"}""", DateTime.UtcNow.AddDays(-8), isReply: false);

        await Eventually.IsTrueAsync(() => CountRecords("parcels.dead-letter") == 1, "it is a dead letter");
        Assert.Equal("0", (await Database.QueryAsync("SELECT COUNT(*) FROM saga")).Single());
    }

    [Fact]
    public async Task UseInMemoryOutbox_IsRefused()
    {
        var exception = await Assert.ThrowsAnyAsync<ConfigurationException>(
            () => StartAsync(agencyIsOpen: false, parcels: (endpoint, context) => endpoint.UseInMemoryOutbox(context)));

        Assert.Contains("an outbox (UseInMemoryOutbox) loses what a saga sends", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrelationByQuery_IsRefused()
    {
        var exception = await Assert.ThrowsAnyAsync<ConfigurationException>(() => StartAsync(
            agencyIsOpen: false, configure: services => services.Replace(ServiceDescriptor.Singleton<SagaStateMachine<Parcel>, QueriedParcelMachine>())));

        Assert.Contains("an event of a saga is correlated by a query", exception.ToString(), StringComparison.Ordinal);
    }

    private sealed class QueriedParcelMachine : MassTransitStateMachine<Parcel>
    {
        public QueriedParcelMachine()
        {
            InstanceState(parcel => parcel.CurrentState);
            var posted = Event<PostParcel>("posted", x => x.CorrelateBy((parcel, context) => parcel.To == context.Message.To));
            Initially(When(posted).TransitionTo(State("sent")));
        }
    }

    private async Task PostAsync(TravelInstance post)
    {
        await post.SendAsync(new PostParcel("Ada"), _id);
        await Eventually.IsTrueAsync(async () => await ReadStateAsync() == "OnTheWay", "it is on the way");
    }

    private async Task<string?> ReadStateAsync() => (await Database.QueryAsync("SELECT state FROM saga")).SingleOrDefault();

    private async Task<string?> ReadAsync(string name) => (await Database.QueryAsync($"SELECT JSON_VALUE(body, '$.{name}') FROM saga")).SingleOrDefault();
}
