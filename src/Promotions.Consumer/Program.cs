using Promotions.Consumer;
using Users.Contracts;
using Users.ServiceDefaults;
using Users.ServiceDefaults.CommandLine;

return await StartUp.RunAsync("The promotions consumer", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    if (args is [ReplayDeadLetters.Name, .. var options])
    {
        return await ReplayDeadLetters.RunAsync(options, builder.Configuration, Topics.PromotionDeadLetters.Name);
    }

    ServiceArguments.Check(args, ReplayDeadLetters.Name);
    builder.AddServiceDefaults();
    builder.Services.AddDraining();

    // Before messaging, so that it stops after it: what has been received is executed first.
    builder.Services.AddPromotionsInbox();
    builder.AddMessaging();

    var app = builder.Build();

    app.RequireSettings();
    app.MapDefaultEndpoints();
    app.MapHealthEndpoints();
    await app.RunAsync();

    return Environment.ExitCode;
});
