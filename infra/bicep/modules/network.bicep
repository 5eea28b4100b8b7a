metadata description = 'A network for the app, with one fixed outbound IP address.'

import { tagsType } from '../types.bicep'

@description('The name of the network; the gateway and its address are named after it.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    idleTimeoutInMinutes: 10
    publicIpAddresses: [{ id: address.id }]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
  }

  resource appSubnet 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: '10.0.0.0/24'
      defaultOutboundAccess: false
      natGateway: { id: gateway.id }
      delegations: [
        {
          name: 'flex-consumption'
          properties: { serviceName: 'Microsoft.App/environments' }
        }
      ]
    }
  }

  resource endpointSubnet 'subnets' = {
    name: 'private-endpoints'
    properties: {
      addressPrefix: '10.0.1.0/24'
      defaultOutboundAccess: false
    }
    // Subnets of one network must be changed one after the other.
    dependsOn: [appSubnet]
  }
}

@description('The id of the network.')
output id string = network.id

@description('The id of the subnet the app is joined to.')
output appSubnetId string = network::appSubnet.id

@description('The id of the subnet of the private endpoints.')
output endpointSubnetId string = network::endpointSubnet.id

@description('The outbound IP address that the repository and its storage see.')
output outboundIp string = address.properties.ipAddress
