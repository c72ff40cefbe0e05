using KafkaRider;
using Microsoft.Extensions.Options;
using Users.Consumer.Health;
using Users.Consumer.Hosting;
using Users.Consumer.Inbox;
using Users.Consumer.Messaging;
using Users.Consumer.Store;
using Users.ServiceDefaults;

try
{
    var builder = WebApplication.CreateBuilder(args);

    if (args is [ReplayDeadLetters.Name, .. var options])
    {
        return await ReplayDeadLetters.RunAsync(options, builder.Configuration);
    }

    builder.Services.AddDraining();
    builder.Services.AddHealth();
    builder.Services.AddPrometheusMetrics(StoreMetrics.MeterName, KafkaRiderDiagnostics.MeterName);

    // Before messaging, so that it stops after it: what has been received is executed first.
    builder.Services.AddUserStore();
    builder.Services.AddInboxPurge();
    builder.AddMessaging();

    var app = builder.Build();

    // Before anything of it is made.
    app.Services.GetRequiredService<IStartupValidator>().Validate();

    app.MapHealth();
    app.MapMetrics();
    await app.RunAsync();

    return Environment.ExitCode;
}
catch (Exception exception) when (StartUpFailure.TryExplain(exception, out var reasons))
{
    foreach (var reason in reasons)
    {
        Console.Error.WriteLine($"The consumer does not start: {reason}");
    }

    return 1;
}
