using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Refuses a lock wait that a round trip cannot outlast: the session would be given up while its transaction still waits.</summary>
internal sealed class StoreTimeoutsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options) => options.LockWaitTimeout < options.CommandTimeout
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Store:LockWaitTimeout ({options.LockWaitTimeout}) must be shorter than Store:CommandTimeout ({options.CommandTimeout}).");
}
