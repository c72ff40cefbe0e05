using Users.Api.Commands;
using Users.Api.Health;
using Users.Api.Hosting;
using Users.Api.Messaging;
using Users.Api.Problems;
using Users.Api.Users;

var builder = WebApplication.CreateBuilder(args);

builder.AddHosting();
builder.AddCommands();
builder.AddUsers();
builder.AddMessaging();
builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
builder.Services.AddHealthChecks();

var app = builder.Build();

app.UseMiddleware<CommandAccounting>();
app.UseExceptionHandler(_ => { });
app.UseStatusCodePages(StatusCodeProblems.AnswerAsync);

app.MapUsers();
app.MapProblems();
app.MapHealth();

app.Run();
