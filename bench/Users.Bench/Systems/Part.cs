using Users.AppHost.Processes;

namespace Users.Bench.Systems;

/// <summary>A process of a system.</summary>
/// <param name="Role">What it is in the report: api, consumer, broker, load.</param>
/// <param name="Server">The process.</param>
/// <param name="Port">Where it listens for HTTP; <see langword="null"/> if it is not a .NET server.</param>
internal sealed record Part(string Role, ServerProcess Server, int? Port);
