using System.Text.Json;
using System.Text.Json.Serialization;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;

namespace Users.Contracts;

/// <summary>Serialises the messages as they stand on the wire: camelCase, and unknown fields ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(UpdateUser))]
[JsonSerializable(typeof(DeleteUser))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserUpdated))]
[JsonSerializable(typeof(UserDeleted))]
[JsonSerializable(typeof(UserDuplicated))]
[JsonSerializable(typeof(UserNotFound))]
[JsonSerializable(typeof(UserVersionConflict))]
[JsonSerializable(typeof(OperationConflicted))]
[JsonSerializable(typeof(CreatePromoCode))]
[JsonSerializable(typeof(PromoCodeCreated))]
[JsonSerializable(typeof(PromoCodeDuplicated))]
[JsonSerializable(typeof(RedeemPromoCode))]
[JsonSerializable(typeof(PromoCodeRedeemed))]
[JsonSerializable(typeof(PromoCodeUnknown))]
[JsonSerializable(typeof(PromoCodeExpired))]
[JsonSerializable(typeof(PromoCodeUsedUp))]
[JsonSerializable(typeof(ReleasePromoCode))]
[JsonSerializable(typeof(PromoCodeReleased))]
[JsonSerializable(typeof(UndoCreateUser))]
[JsonSerializable(typeof(UserCreationUndone))]
[JsonSerializable(typeof(Register))]
[JsonSerializable(typeof(RegistrationCompleted))]
[JsonSerializable(typeof(RegistrationRejected))]
[JsonSerializable(typeof(RegistrationFailed))]
[JsonSerializable(typeof(SendWelcomeMail))]
[JsonSerializable(typeof(WelcomeMailSent))]
[JsonSerializable(typeof(string))]
public sealed partial class ContractsJsonContext : JsonSerializerContext;
