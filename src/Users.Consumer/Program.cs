using KafkaRider;
using Users.Consumer.Health;
using Users.Consumer.Hosting;
using Users.Consumer.Inbox;
using Users.Consumer.Messaging;
using Users.Consumer.Store;
using Users.Metrics;

var builder = WebApplication.CreateBuilder(args);

if (args is [ReplayDeadLetters.Name, .. var options])
{
    return await ReplayDeadLetters.RunAsync(options, builder.Configuration);
}

builder.Services.AddHealth();
builder.Services.AddPrometheusMetrics(StoreMetrics.MeterName, KafkaRiderDiagnostics.MeterName);

// Before messaging, so that it stops after it: what has been received is executed first.
builder.Services.AddUserStore();
builder.Services.AddInboxPurge();
builder.AddMessaging();

var app = builder.Build();

if (!app.HasValidSettings())
{
    return 1;
}

app.MapHealth();
app.MapMetrics();
await app.RunAsync();

return Environment.ExitCode;
