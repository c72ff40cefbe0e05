using Users.Bench.Servers.Direct;
using Users.Bench.Servers.Http;
using Users.Bench.Servers.Loads;
using Users.Bench.Servers.Rabbit;
using Users.Bench.Servers.Raw;
using Users.Bench.Servers.Rider;
using Users.Consumer;
using Users.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.AddServiceDefaults();

switch (args.FirstOrDefault())
{
    case "direct":
        builder.AddFront<DirectInsert>().AddDirectInsert();
        break;
    case "group-commit":
        builder.AddFront<GroupCommit>().Services.AddUsersInbox();
        break;
    case "rabbit-api":
        builder.AddFront<RequestedCreation>().AddRabbitApi();
        break;
    case "rabbit-consumer":
        builder.AddRabbitConsumer();
        break;
    case "instant-consumer":
        builder.AddInstantConsumer();
        break;
    case "raw-responder":
        builder.AddRawResponder();
        break;
    case "raw-requester":
        builder.AddRawRequester();
        break;
    case "blob-consumer":
        builder.AddBlobConsumer();
        break;
    case "blob-requester":
        builder.AddBlobRequester();
        break;
    case "store":
        builder.AddLoad<StoreTarget>().Services.AddUsersInbox();
        break;
    case "http-load":
        builder.AddLoad<HttpTarget>();
        break;
    default:
        Console.Error.WriteLine("The first argument names the program, as the benchmark's list of systems does.");
        return 2;
}

var app = builder.Build();
app.MapFront();
app.MapLoad();
app.MapHealthChecks("/health/ready");
app.MapDefaultEndpoints();
await app.RunAsync();

return 0;
