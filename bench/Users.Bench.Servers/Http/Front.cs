using KafkaRider.AspNetCore;
using KafkaRider.AspNetCore.Internal;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Bench.Servers.Http;

/// <summary>
/// The HTTP front of the API: the same server settings, reading, validation and answers. It keeps no operations and no view of the users,
/// since a service that writes to its database itself has no need of them: that work is spared here, in favour of what we compare with.
/// </summary>
internal static class Front
{
    public static WebApplicationBuilder AddFront<TCreation>(this WebApplicationBuilder builder)
        where TCreation : class, IUserCreation
    {
        builder.AddHosting();
        builder.AddProblems();
        builder.AddHttpJson();
        var setup = new CommandsSetup(builder.Services);
        new KafkaCommandsBuilder(Topics.Commands.Name, setup).AddUsers();
        builder.Services.AddSingleton(setup.Outcomes);
        builder.Services.AddSingleton<TCreation>();
        builder.Services.AddSingleton<IUserCreation>(provider => provider.GetRequiredService<TCreation>());

        return builder;
    }

    public static void MapFront(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IUserCreation)))
        {
            var body = new JsonBodyReader<CreateUserEndpoint.Body>(HttpJson.Of(app.Services), new CreateUserEndpoint.Rules(), JsonMediaType.Json);
            app.UseProblems();
            app.MapPost("/users", (HttpContext http, IUserCreation users, OutcomeRegistry outcomes) => CreateAsync(http, body, users, outcomes));
        }
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, JsonBodyReader<CreateUserEndpoint.Body> body, IUserCreation users, OutcomeRegistry outcomes)
    {
        var reading = await body.ReadAsync(http);

        return reading.IsValid(out var request, out var problem)
            ? outcomes.ToAnswer(await users.CreateAsync(new CreateUser(request.Name.Value!), http.RequestAborted))
            : Answer.From(problem);
    }
}
