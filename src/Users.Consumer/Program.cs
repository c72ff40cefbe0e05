using Users.Consumer.Messaging;
using Users.Consumer.Store;

var builder = WebApplication.CreateBuilder(args);

// Before messaging, so that it stops after it: what has been received is executed first.
builder.Services.AddUserStore();
builder.AddMessaging();

var app = builder.Build();

app.Run();
