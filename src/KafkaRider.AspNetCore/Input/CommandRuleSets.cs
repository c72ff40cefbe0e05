using FluentValidation;

namespace KafkaRider.AspNetCore;

/// <summary>Names sets of rules that are not asked of every request.</summary>
public static class CommandRuleSets
{
    /// <summary>
    /// The rules that only a new command must keep, such as that a time lies in the future
    /// (<see cref="AbstractValidator{T}.RuleSet(string, Action)"/>). A request that is sent again with its <c>Idempotency-Key</c> is answered as
    /// it was the first time, also when it would not be valid any more.
    /// </summary>
    public const string OnlyNew = "OnlyNew";
}
