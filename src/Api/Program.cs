using KafkaRider.AspNetCore;
using Users.Api.Health;
using Users.Api.PromoCodes;
using Users.Api.Reading;
using Users.Api.Registrations;
using Users.Api.Reports;
using Users.Api.Users;
using Users.Contracts;
using Users.ServiceDefaults;
using Users.ServiceDefaults.CommandLine;

return await StartUp.RunAsync("The API", async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    ServiceArguments.Check(args);
    builder.AddServiceDefaults();
    builder.AddUsersView();
    builder.AddKafkaCommands(Topics.Commands.Name, commands => commands.AddUsers());
    builder.AddKafkaCommands(Topics.PromotionCommands.Name, commands => commands.AddPromoCodes());
    builder.AddKafkaCommands(Topics.Registrations.Name, commands => commands.AddRegistrations());
    builder.AddApiDescription(UsersDescription.Configure);

    var app = builder.Build();

    app.RequireSettings();
    app.UseKafkaCommands();
    app.MapDefaultEndpoints();
    app.MapUsers();
    app.MapPromoCodes();
    app.MapRegistrations();
    app.MapReports();
    app.MapOperations();
    app.MapHealth();
    app.MapApiDescription();

    await app.RunAsync();

    return Environment.ExitCode;
});
