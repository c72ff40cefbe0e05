using Users.Bench.Servers.Direct;
using Users.Bench.Servers.Http;
using Users.Metrics;

var role = args.FirstOrDefault();
var builder = WebApplication.CreateBuilder(args);
MetricsEndpoint.AddPrometheusMetrics(builder.Services);

switch (role)
{
    case "direct":
        builder.AddFront<DirectInsert>().AddDirectInsert();
        break;
    case "group-commit":
        builder.AddFront<GroupCommit>().AddGroupCommit();
        break;
    default:
        Console.Error.WriteLine("The first argument names the role of this server: direct, group-commit.");
        return 2;
}

var app = builder.Build();
app.MapFront();
MetricsEndpoint.MapMetrics(app);
await app.RunAsync();

return 0;
