using System.Text.Json;

namespace Users.Rules;

/// <summary>Puts the steps of a registration into words that compare, whoever tells them.</summary>
public static class StepText
{
    /// <summary>Returns each step with its status and how often it was tried.</summary>
    public static string Of(JsonElement steps) => string.Join(", ", steps.EnumerateArray().Select(
        step => FormattableString.Invariant($"{step.GetProperty("name").GetString()} {step.GetProperty("status").GetString()} {step.GetProperty("attempts").GetInt32()}")));
}
