using System.Diagnostics.CodeAnalysis;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Holds what was read from a request: either a valid value or the problem with it.</summary>
internal readonly struct Reading<T>
    where T : class
{
    private readonly T? _value;
    private readonly Problem? _problem;

    public Reading(T value) => _value = value;

    public Reading(Problem problem) => _problem = problem;

    public bool IsValid([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        value = _value;
        problem = _problem;
        return problem is null;
    }
}
