using Users.Api.Commands;
using Users.Api.Hosting;
using Users.Api.Input;
using Users.Api.Problems;
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
        builder.AddUsers();
        builder.Services.AddSingleton<TCreation>();
        builder.Services.AddSingleton<IUserCreation>(provider => provider.GetRequiredService<TCreation>());

        return builder;
    }

    public static void MapFront(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IUserCreation)))
        {
            app.UseProblems();
            app.MapPost("/users", CreateAsync);
        }
    }

    private static async Task<IResult> CreateAsync(HttpContext http, JsonBodyReader<CreateUserRequest> body, IUserCreation users)
    {
        var reading = await body.ReadAsync(http);

        return reading.IsValid(out var request, out var problem)
            ? UserOutcomes.ToAnswer(await users.CreateAsync(new CreateUser(request.Name.Value!), http.RequestAborted))
            : Answer.From(problem);
    }
}
