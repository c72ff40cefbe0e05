namespace Users.AppHost;

internal static class EnvironmentVariable
{
    /// <summary>Returns the value, or <see langword="null"/> where the variable is unset or blank.</summary>
    public static string? Find(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
