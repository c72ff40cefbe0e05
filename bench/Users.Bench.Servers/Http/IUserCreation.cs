using Users.Contracts;

namespace Users.Bench.Servers.Http;

/// <summary>Creates users in whichever way is measured.</summary>
internal interface IUserCreation
{
    /// <returns>One of the outcomes of <see cref="CreateUser"/>.</returns>
    Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken);
}
