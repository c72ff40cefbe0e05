using MassTransit;
using Microsoft.Extensions.Options;
using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Health;
using Users.Api.Hosting;
using Users.Api.Http;
using Users.Api.Messaging;
using Users.Api.Operations;
using Users.Api.Problems;
using Users.Api.Reading;
using Users.Api.Users;
using Users.ServiceDefaults;

return await StartUp.RunAsync("The API", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddHosting();
    builder.AddHttp();
    builder.AddProblems();
    builder.AddCommands();
    builder.AddUsers();
    builder.AddOperations();
    builder.AddReading();
    builder.AddMessaging();
    builder.AddHealth();
    builder.AddDescription();

    var app = builder.Build();

    LameDuck.Use(app);
    app.UseHttp();
    app.UseMiddleware<CommandAccounting>();
    app.UseProblems();
    RequestSizes.Use(app);

    app.MapDefaultEndpoints();
    app.MapUsers();
    app.MapReading();
    app.MapOperations();
    app.MapProblems();
    app.MapHealth();
    app.MapDescription();

    app.Services.GetService<IStartupValidator>()?.Validate();
    app.RequireAddresses();
    // What is wrong with the settings of Kafka shows when the bus is made: before anything has started.
    app.Services.GetRequiredService<IBus>();
    await app.RunAsync();

    return Environment.ExitCode;
});
