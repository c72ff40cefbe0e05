using Users.Consumer.Store;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddUserStore();

var app = builder.Build();

app.Run();
