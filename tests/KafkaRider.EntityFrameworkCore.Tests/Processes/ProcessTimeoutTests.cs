using System.Diagnostics;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

public sealed class ProcessTimeoutTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_TakesTooLong_AcrossARestart_IsUndone_AlsoWhatComesLate(bool ofStep)
    {
        (Options.StepTimeout, Options.Timeout) = ofStep ? (TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)) : (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2));

        await using (var travel = await StartAsync(agencyIsOpen: false))
        {
            await travel.SendAsync(new BookTrip("Ada", "Oslo"), _id);
            await IsInStateAsync(travel, _id, ProcessStatus.Running);
        }

        await Eventually.IsTrueAsync(
            async () => (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer WHERE due_at < UTC_TIMESTAMP(6)")).Single() == "1", "it is due");

        // From here on no attempt is to be given up and made again.
        Options.StepTimeout = TimeSpan.FromSeconds(30);
        await using var again = await StartAsync(agencyIsOpen: false);
        var started = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(() => again.Metrics.Values("kafka_rider.saga.timers").Count > 0, "the time-out fires");
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await IsInStateAsync(again, _id, ProcessStatus.Compensating);

        // The compensation overtakes the command, which is executed all the same.
        var moods = new Moods();
        var gate = new TaskCompletionSource();
        moods.On<BookSeat>(() => gate.Task);
        await using var agency = await StartAsync(configure: services => services.Replace(ServiceDescriptor.Singleton(moods)));
        await IsInStateAsync(agency, _id, ProcessStatus.Failed);
        gate.SetResult();

        await Eventually.IsTrueAsync(() => moods.Commands.Count(command => command.Command == nameof(CancelSeat)) == 2, "it is undone again");
        await Eventually.IsTrueAsync(async () => await BookedAsync(agency) is [], "nothing is booked");
        await IsInStateAsync(agency, _id, ProcessStatus.Failed);
        Assert.Equal(3, moods.Commands.Distinct().Count());
        Assert.Equal(new TripFailed("seat", "timeout", false), await agency.BookAsync(new("Ada", "Oslo"), _id));
    }

    [Fact]
    public async Task Step_TakesTooLong_WhileKafkaTakesNothing_IsUndoneOnceItDoes()
    {
        Options.StepTimeout = TimeSpan.FromSeconds(1);
        var log = new RecordedLog();

        // The first write is that of the command, the second that of what is due.
        await using var travel = await StartAsync(agencyIsOpen: false, services =>
        {
            FailingWriter.AddTo(services, failingWrite: 2, failsAfter: false);
            services.AddSingleton<ILoggerProvider>(log);
        });
        await travel.SendAsync(new BookTrip("Ada", "Oslo"), _id);

        await IsInStateAsync(travel, _id, ProcessStatus.Compensating);
        var (_, text, exception) = Assert.Single(log.Of("SagaTimersFailed"));
        Assert.Contains("Kafka does not take what is due", text, StringComparison.Ordinal);
        Assert.Null(exception);
    }
}
