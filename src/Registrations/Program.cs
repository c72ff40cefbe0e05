using Users.Contracts;
using Users.Registrations;
using Users.ServiceDefaults;
using Users.ServiceDefaults.CommandLine;

return await StartUp.RunAsync("The host of registrations", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    if (args is [ReplayDeadLetters.Name, .. var replayOptions])
    {
        return await ReplayDeadLetters.RunAsync(
            replayOptions, builder.Configuration, Topics.RegistrationDeadLetters.Name, Topics.WelcomeMailDeadLetters.Name);
    }

    if (args is [ResumeSagas.Name, .. var options])
    {
        return await ResumeSagas.RunAsync(options, builder);
    }

    ServiceArguments.Check(args, ReplayDeadLetters.Name, ResumeSagas.Name);
    builder.AddServiceDefaults();
    builder.Services.AddDraining();

    // Before messaging, so that it stops after it: what has been received is handled first.
    builder.Services.AddRegistrationsInbox();
    builder.AddMessaging();

    var app = builder.Build();

    app.RequireSettings();
    app.MapDefaultEndpoints();
    app.MapHealthEndpoints();
    await app.RunAsync();

    return Environment.ExitCode;
});
