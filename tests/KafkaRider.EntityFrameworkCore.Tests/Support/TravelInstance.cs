using System.Diagnostics.Metrics;
using KafkaRider.Internal;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>One process that hosts trips, those who book for them, and a client.</summary>
internal sealed class TravelInstance : IAsyncDisposable
{
    public static readonly string[] Topics =
    [
        "trips", "trips.dead-letter", "trips.events", "bookings", "bookings.dead-letter", "bookings.events", "trips.replies",
        "parcels", "parcels.dead-letter", "customs", "trips.queries", "trips.queries.dead-letter",
    ];

    private readonly IHost _host;

    private TravelInstance(IHost host)
    {
        _host = host;
        Metrics = new(host.Services.GetRequiredService<IMeterFactory>());
    }

    public MetricRecorder Metrics { get; }

    public Moods Moods => _host.Services.GetRequiredService<Moods>();

    public static async Task<TravelInstance> StartAsync(
        KafkaOptions kafka, string connectionString, ProcessOptions options, bool agencyIsOpen, Action<IServiceCollection>? configure,
        Action<IKafkaTopicEndpointConfigurator, IRegistrationContext>? parcels, TripVersion version = TripVersion.Usual)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper));
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Travel", connectionString)]);
        builder.Services.AddSingleton(options).AddSingleton<Moods>();
        builder.Services.AddKafkaInbox<TravelContext>("Travel", inbox => inbox
            .Fact<SeatBooked>("bookings.events", seat => $"{seat.Seat}").Fact<RoomBooked>("bookings.events", room => room.Room)
            .Fact<InsuranceTaken>("bookings.events", _ => null).Fact<InsuranceCancelled>("bookings.events", _ => null)
            .Fact<SeatCancelled>("bookings.events", _ => null).Fact<RoomCancelled>("bookings.events", _ => null).Fact<TicketSent>("bookings.events", _ => null)
            .Rejection<NoSeatLeft>("bookings.events").Rejection<NoRoomLeft>("bookings.events"));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddConsumer<TravelAgency>();
                rider.AddOutcomes();
                AddTrips(rider, version);
                rider.AddProducer<TakeInsurance>("bookings", command => command.Traveller);
                rider.AddProducer<CancelInsurance>("bookings");
                rider.AddProducer<BookSeat>("bookings", command => command.Traveller);
                rider.AddProducer<CancelSeat>("bookings");
                rider.AddProducer<BookRoom>("bookings", command => command.City);
                rider.AddProducer<CancelRoom>("bookings");
                rider.AddProducer<SendTicket>("bookings", command => command.Traveller);
                rider.AddProducer<TripBooked>("trips.events");
                rider.AddProducer<TripRefused>("trips.events");
                rider.AddProducer<TripFailed>("trips.events");
                rider.AddRequestClient<BookTrip>("trips");
                rider.AddSagaStateMachine<ParcelMachine, Parcel>().InDatabase();
                rider.AddProducer<AskCustoms>("customs");
                rider.AddRequestClient<PostParcel>("parcels");
                rider.AddRequestClient<DeliverParcel>("parcels");
                rider.AddRequestClient<GetOperation>("trips.queries");
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.RequestClient(new() { ReplyTopic = "trips.replies", Timeout = TimeSpan.FromSeconds(30) });
                    Array.ForEach(Topics, topic => k.Topic(topic, partitions: 4));
                    if (version != TripVersion.None)
                    {
                        k.TopicEndpoint("trips", "trips", endpoint =>
                        {
                            endpoint.UseSagas(context);
                            endpoint.ConfigureSaga<Trip>(context);
                        });
                    }

                    k.TopicEndpoint("parcels", "post", endpoint =>
                    {
                        endpoint.UseSagas(context);
                        parcels?.Invoke(endpoint, context);
                        endpoint.ConfigureSaga<Parcel>(context);
                    });

                    k.AnswerOperationQueries(context, "trips.queries");

                    if (agencyIsOpen)
                    {
                        k.TopicEndpoint("bookings", "agency", endpoint =>
                        {
                            endpoint.UseInbox(context);
                            endpoint.ConfigureConsumer<TravelAgency>(context);
                        });
                    }
                });
            });
        });

        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<SchemaState>().WhenInPlace.WaitAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    private static void AddTrips(IRiderRegistrationConfigurator rider, TripVersion version) => _ = version switch
    {
        TripVersion.Usual => rider.AddProcess<TripProcess, Trip>("trips.events"),
        TripVersion.Insured => rider.AddProcess<InsuredTripProcess, Trip>("trips.events"),
        TripVersion.Uninsured => rider.AddProcess<UninsuredTripProcess, Trip>("trips.events"),
        _ => rider,
    };

    /// <summary>Books a trip, and returns what the client is answered.</summary>
    public async Task<object> BookAsync(BookTrip command, Guid? operationId = null)
    {
        var client = _host.Services.GetRequiredService<IRequestClient<BookTrip>>();
        Response<TripBooked, TripRefused, TripFailed> response = default;

        // The first may be asked before replies can arrive.
        await Eventually.SucceedsAsync(async () => response = await client.GetResponse<TripBooked, TripRefused, TripFailed>(
            command, pipe => pipe.UseExecute(send => send.CorrelationId = operationId ?? Guid.NewGuid()), TestContext.Current.CancellationToken));
        return response.Message;
    }

    /// <summary>Asks over its topic what came of an operation.</summary>
    public async Task<T> AskAsync<T>(Guid operationId)
        where T : class => (await _host.Services.GetRequiredService<IRequestClient<GetOperation>>().GetResponse<T>(
            new GetOperation(operationId), TestContext.Current.CancellationToken)).Message;

    /// <summary>Sends a message to the topic of trips, for which nobody awaits an answer.</summary>
    public Task SendAsync<T>(T message, Guid tripId)
        where T : class => Eventually.SucceedsAsync(() => _host.Services.GetRequiredService<IRequestSender<T>>().SendAsync(
            message, send => send.CorrelationId = tripId, TestContext.Current.CancellationToken));

    /// <summary>Waits until a counter has come to a number.</summary>
    public Task HasConsumedAsync(string counter, int count) =>
        Eventually.IsTrueAsync(() => Metrics.Values(counter).Sum() >= count, $"{counter} is {count}");

    public Task HasStoppedAsync() => Eventually.IsTrueAsync(
        () => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested, "it stops");

    public async Task<T> ReadAsync<T>(Func<TravelContext, Task<T>> read)
    {
        await using var context = await _host.Services.GetRequiredService<IDbContextFactory<TravelContext>>().CreateDbContextAsync();
        return await read(context);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        Metrics.Dispose();
        _host.Dispose();
    }
}
