using Users.Consumer;
using Users.Consumer.Messaging;
using Users.Consumer.Republishing;
using Users.Contracts;
using Users.ServiceDefaults;
using Users.ServiceDefaults.CommandLine;

return await StartUp.RunAsync("The consumer", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    if (args is [ReplayDeadLetters.Name, .. var options])
    {
        return await ReplayDeadLetters.RunAsync(options, builder.Configuration, Topics.DeadLetters.Name);
    }

    if (args is [RepublishUsers.Name, .. var republishOptions])
    {
        return await RepublishUsers.RunAsync(republishOptions, builder);
    }

    ServiceArguments.Check(args, ReplayDeadLetters.Name, RepublishUsers.Name);
    builder.AddServiceDefaults();
    builder.Services.AddDraining();

    // Before messaging, so that it stops after it: what has been received is executed first.
    builder.Services.AddUsersInbox();
    builder.AddMessaging();

    var app = builder.Build();

    app.RequireSettings();
    app.MapDefaultEndpoints();
    app.MapHealthEndpoints();
    await app.RunAsync();

    return Environment.ExitCode;
});
