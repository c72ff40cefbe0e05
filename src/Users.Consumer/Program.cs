using Users.Consumer.Health;
using Users.Consumer.Hosting;
using Users.Consumer.Inbox;
using Users.Consumer.Store;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddHealth();
builder.Services.AddUserStore();
builder.Services.AddInboxPurge();

var app = builder.Build();

if (!app.HasValidSettings())
{
    return 1;
}

app.MapHealth();
app.Run();
return 0;
