using MassTransit;
using Microsoft.Extensions.Options;
using Promotions.Consumer;
using Users.ServiceDefaults;

return await StartUp.RunAsync("The promotions consumer", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.Services.AddDraining();

    // Before messaging, so that it stops after it: what has been received is executed first.
    builder.Services.AddPromotionsInbox();
    builder.AddMessaging();

    var app = builder.Build();

    // Before anything of it is made.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.RequireAddresses();
    app.Services.GetRequiredService<IBus>();

    app.MapDefaultEndpoints();
    app.MapHealthEndpoints();
    await app.RunAsync();

    return Environment.ExitCode;
});
