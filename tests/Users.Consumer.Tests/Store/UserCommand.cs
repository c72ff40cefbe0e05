using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Users;

namespace Users.Consumer.Tests.Store;

/// <summary>A command, and what it is to the inbox.</summary>
internal sealed record UserCommand(Operation Operation, IBatchDecision<UserSet> Decision);
