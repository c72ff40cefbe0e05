using KafkaRider.AspNetCore.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>Asking those who execute commands, who may be away.</summary>
public sealed class QueriedArchiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NobodyAnswered_IsNotAskedForAMoment()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<Questions>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<SilentConsumer>();
            bus.AddRequestClient<GetOperation>();
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        var (time, questions) = (new LateTime(), host.Services.GetRequiredService<Questions>());
        var archive = new QueriedArchive("things.queries", host.Services.GetRequiredService<IServiceScopeFactory>(), time);

        await FailsAsync();
        await FailsAsync();
        Assert.Equal(1, questions.Count);

        time.Late = TimeSpan.FromSeconds(1);
        await FailsAsync();
        Assert.Equal(2, questions.Count);
        await host.StopAsync(Cancellation);

        Task FailsAsync() => Assert.ThrowsAsync<OperationArchiveException>(() => archive.FindAsync(Guid.NewGuid(), Cancellation));
    }

    private sealed class Questions
    {
        public int Count;
    }

    private sealed class SilentConsumer(Questions questions) : IConsumer<GetOperation>
    {
        public Task Consume(ConsumeContext<GetOperation> context)
        {
            Interlocked.Increment(ref questions.Count);
            return Task.CompletedTask;
        }
    }

    // It stands still but for what the test says.
    private sealed class LateTime : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();

        public TimeSpan Late { get; set; }

        public override long GetTimestamp() => _start + (long)(Late.TotalSeconds * TimestampFrequency);
    }
}
