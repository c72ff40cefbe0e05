namespace Users.Api.Health;

internal sealed record HealthCheckResponse(string Status, string? Description);
