metadata description = 'The identity that the app uses to access all other resources.'

import { tagsType } from '../types.bicep'

@description('The name of the identity.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('The id of the identity.')
output id string = identity.id

@description('Its client id, by which an app with several identities selects one.')
output clientId string = identity.properties.clientId

@description('Its principal id, to which roles are assigned.')
output principalId string = identity.properties.principalId
